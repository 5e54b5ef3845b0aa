"""The parcel counter's daily flow as facts: the hub, intake, pickup, manifests, one parcel."""
