"""Models of others: a Hugging Face model on this machine, or any endpoint that speaks OpenAI's protocol."""
