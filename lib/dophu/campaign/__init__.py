"""The campaign folder: its settings, hamlets, decisions and days of sessions."""
