"""Measures how much a text shouts."""


def measure(sample, parameters):
    text = sample.text
    for word in parameters["ignore"]:
        text = text.replace(word, "")
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return {
        "capital_ratio": capitals / len(letters) if letters else 0,
        "letters": len(letters),
    }
