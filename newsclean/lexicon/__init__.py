"""What boilerplate says, per language: cue phrases as data, and one pass that finds them in a document.

A language is a folder with one text file per label (`de/share_prompt.txt`), one cue a line: a position and a phrase.

- `whole`: the line is nothing but this phrase; marks, emoji and counts around it do not matter.
- `opens`: the line begins with it. A phrase that ends in a colon wants a separator or the line's end behind it.
- `ends`: the line ends with it.
- `inside`: it stands anywhere in the line.

`<n>` stands for a number, `<x>` for up to 60 characters. The folder `any` holds what is said in every language.
`newsclean.lexicon.phrases` reads the files, `newsclean.lexicon.match` finds the cues.
"""

from newsclean.language import languages_of
from newsclean.lexicon.match import Cue, cues

__all__ = ["Cue", "cues", "languages_of"]
