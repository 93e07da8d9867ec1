"""Fine-tuning of any causal model with LoRA on the rows of a data set, for either target."""
