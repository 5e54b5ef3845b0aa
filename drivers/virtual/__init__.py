"""The devices' virtual twins: the same seams and contract tests, a menu of troubles, no hardware. They ship."""
