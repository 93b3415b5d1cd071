"""The guided way: a computer of the user joins the hotspot and tells what it saw."""
