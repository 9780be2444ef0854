"""Numbers to sentences and back: one phrasebook generates and recognises both."""
