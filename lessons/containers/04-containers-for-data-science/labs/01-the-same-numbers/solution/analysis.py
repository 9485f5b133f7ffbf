"""Tells the mean of measurements, how sure it is, and where they were taken. Arguments: the stations to count."""
import random
import sys

random.seed(2026)


def mean(values):
    return sum(values) / len(values)


with open("tides.csv") as file:
    rows = [line.strip().split(",") for line in file][1:]
wanted = sys.argv[1:] or [station for station, _ in rows]
heights = [float(height) for station, height in rows if station in wanted]
print(f"mean {mean(heights):.2f} m of {len(heights)}")

draws = sorted(mean(random.choices(heights, k=len(heights))) for _ in range(200))
print(f"interval {draws[5]:.2f} to {draws[194]:.2f}")

stations = {station for station, _ in rows}
print("stations", *sorted(stations))
