"""Many documents: which files a run reads, and their results in that order, however many processes read them."""

from extract.batch.inputs import Input, Stock, take_stock
from extract.batch.job import Job, run_job
from extract.batch.running import PRELOAD, Reader, run_batch
from extract.batch.workers import Workers

__all__ = ["PRELOAD", "Input", "Job", "Reader", "Stock", "Workers", "run_batch", "run_job", "take_stock"]
