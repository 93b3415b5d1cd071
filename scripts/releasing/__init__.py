"""Makes a release: writes its version, checks it, builds what HACS downloads."""
