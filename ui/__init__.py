"""The counter's face: Qt Quick pages and the Python facts that they show."""
