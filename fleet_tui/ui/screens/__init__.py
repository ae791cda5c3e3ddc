"""The screens of the sidebar's destinations, one file each."""
