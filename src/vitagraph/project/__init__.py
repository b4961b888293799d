"""What is written from the records and the queries: schema, context, reference pages, a CV to begin with."""
