"""What goes wrong between Home Assistant and the cloud, over real sockets."""
