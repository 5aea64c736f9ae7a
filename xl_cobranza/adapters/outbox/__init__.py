"""Letters as files: a document goes in, bytes come out. Where they are kept or sent is others' concern.

`writers` knows every format; `mail` makes drafts and messages, `chat` links, `index_page` the page of a batch,
`word_template` fills a Word file of the user's own, `file_names` names what is written. All text is data: `legible`
takes out what no format may hold, and each writer escapes what its own would take for markup.
"""
