"""The grammar of the language: `refund.lark`, read by `engine.syntax` alone."""
