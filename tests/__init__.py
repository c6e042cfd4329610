"""The tests of iotcheck: one module per room, and the kinds of test that docs/architecture.md lists."""
