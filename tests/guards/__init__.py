"""What no change may break unnoticed: layers, texts, icons, descriptions."""
