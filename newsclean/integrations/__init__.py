"""newsclean inside other people's machinery: Scrapy, web-poet, datatrove, Spark.

Each module needs the extra of its name and is imported by its own name; nothing here is imported by the rest of
newsclean.
"""
