"""The screens of Fleet TUI. Knows services and domain, never storage."""
