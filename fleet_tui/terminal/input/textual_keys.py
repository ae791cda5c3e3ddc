"""Textual's private tables of keys: by them a key has the same name here as from Textual's own reader."""

from __future__ import annotations

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
from textual.keys import _character_to_key as character_to_key

__all__ = ["ANSI_SEQUENCES_KEYS", "FUNCTIONAL_KEYS", "MODIFIER_FUNCTIONAL_KEYS", "character_to_key"]
