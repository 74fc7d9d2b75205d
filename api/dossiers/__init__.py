"""Where a dossier (hồ sơ) stands."""
