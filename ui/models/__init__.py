"""List models: long lists for QML, kept in step row by row."""
