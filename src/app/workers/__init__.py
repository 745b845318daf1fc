"""What a worker does: carries out jobs, and sees that those of schedules are asked for in time."""
