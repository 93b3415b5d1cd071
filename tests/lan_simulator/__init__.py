"""The devices of the simulated cloud in their own network, as a process of its own.

They announce themselves by multicast and obey over HTTP, with the keys that the cloud
lists and the state that they have there: `python -m tests.lan_simulator --cloud URL`.
A test starts it with `running` of `process.py`.
"""
