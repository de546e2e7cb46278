"""Many documents: which files a run reads, and their results in that order, however many processes read them."""

from extract.batch.inputs import Input, Stock, take_stock
from extract.batch.job import Job, run_job
from extract.batch.running import InternalError, run_batch

__all__ = ["Input", "InternalError", "Job", "Stock", "run_batch", "run_job", "take_stock"]
