"""The energy history of meters: asked for, and put into long-term statistics."""
