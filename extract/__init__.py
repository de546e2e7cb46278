"""nhiemvu"""
