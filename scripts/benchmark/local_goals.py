"""The figures of local devices, and what they must reach."""

from typing import Final

from .rows import SOME, Row

LOCAL_ROWS: Final = (
    Row(
        name="local command at the device, ms",
        ours="local_there",
        floor="local_there_floor",
        digits=2,
    ),
    Row(
        name="… more than a bare POST, ms",
        ours="local_there_more",
        digits=2,
        goals={SOME: 3},
    ),
    Row(
        name="… its call back, ms after that; beside a bare POST",
        ours="local_back",
        floor="local_back_floor",
        digits=2,
    ),
    Row(
        name="… more than a bare POST, ms",
        ours="local_back_more",
        digits=2,
        goals={SOME: 3},
    ),
    Row(name="local commands sent together", ours="local_together_count"),
    Row(name="… all at the devices, ms", ours="local_together", goals={SOME: 100}),
    Row(name="… bare POSTs together, ms", ours="local_together_floor"),
    Row(
        name="record at the socket to the state, µs",
        ours="local_record_ours",
        floor="local_record_floor",
    ),
    Row(
        name="… beyond 1.3 times the floor, µs",
        ours="local_record_beyond",
        goals={SOME: 300},
    ),
    Row(
        name="record: CPU past the socket, µs; beside a bare listener",
        ours="local_work_ours",
        floor="local_work_floor",
    ),
    Row(name="… ours alone, µs", ours="local_work_ours", goals={SOME: 250}),
    Row(
        name="start without internet: all states and control, s",
        ours="local_start",
        digits=2,
        goals={SOME: 5},
    ),
    Row(
        name="… without mDNS too, s",
        ours="local_start_silent",
        digits=2,
        goals={SOME: 10},
    ),
    Row(
        name="dead device: command done by the cloud, s",
        ours="local_dead",
        digits=2,
        goals={SOME: 1.6},
    ),
    Row(
        name="… the next one, s",
        ours="local_dead_next",
        digits=3,
        goals={SOME: 0.1},
    ),
    Row(
        name="slow firmware (1.1 s): command done, s",
        ours="local_slow",
        digits=3,
        goals={SOME: 0.2},
    ),
    Row(name="… sent to the cloud", ours="local_slow_cloud", goals={SOME: 0}),
    Row(
        name="meters asked locally: % of a core",
        ours="local_meters_cpu",
        digits=2,
        goals={SOME: 1},
    ),
    Row(
        name="… beside bare POSTs, % of a core",
        ours="local_meters_cpu",
        floor="local_meters_floor",
        digits=2,
    ),
    Row(name="… requests to them, 1/s", ours="local_meters_rate", digits=1),
    Row(name="… requests to the cloud", ours="local_meters_cloud", goals={SOME: 0}),
    Row(
        name="quiet devices: packets, 1/s",
        ours="local_quiet",
        digits=2,
        goals={SOME: 2},
    ),
)
