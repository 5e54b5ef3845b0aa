"""Utility payments (代缴): bills and accounts as the county last sent them, cash in, honest states, refunds."""

from kiosk.payments import model

__all__ = ["model"]
