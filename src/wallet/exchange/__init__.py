"""GETTING FROM AND ANSWERING OTHERS: protocols spoken through the ports."""
