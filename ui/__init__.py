"""The counter's face: Qt Quick pages over finished facts. The only room that knows Qt."""
