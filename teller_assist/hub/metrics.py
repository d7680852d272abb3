"""What the hub tells Prometheus, in a registry of its own: counts and times, no device and nobody's name."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """One of each a server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._node: tuple[Gauge, Gauge] | None = None
        self.answers = Counter(
            "teller_hub_answers",
            "Answers by request and kind of answer.",
            ["request", "answer"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "teller_hub_seconds", "Time of an answer.", ["request"], buckets=_SECONDS, registry=self.registry
        )
        self.events = Counter("teller_hub_events", "Rows in pushes that were acknowledged.", registry=self.registry)
        self.parked = Counter("teller_hub_parked", "Events that their handler refused.", registry=self.registry)
        self.turned_away = Counter(
            "teller_hub_turned_away", "Requests refused before their body was read.", ["why"], registry=self.registry
        )
        self.in_flight = Gauge("teller_hub_in_flight", "Requests in work or waiting.", registry=self.registry)
        self.faults = Counter("teller_hub_faults", "Answers with 500: each is a bug.", registry=self.registry)

    def of_node(self, reached_at: float, unsent: int) -> None:
        """Of a branch's node: when it last reached the hub (Unix time, 0 never), rows that the hub does not have."""
        if self._node is None:
            self._node = (
                Gauge("teller_node_reached", "When the hub was last reached, Unix time.", registry=self.registry),
                Gauge("teller_node_unsent", "Rows that the hub does not have yet.", registry=self.registry),
            )
        self._node[0].set(reached_at)
        self._node[1].set(unsent)

    def page(self) -> bytes:
        return generate_latest(self.registry)
