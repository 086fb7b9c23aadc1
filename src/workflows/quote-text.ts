/** Shortens a text to a number of characters; an ellipsis marks what was cut off. */
export function truncateText(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars).toWellFormed()}…` : text;
}

/** The first line of a platform's text in quotes, so that it is not taken for text of this server. */
export function quoteFirstLine(text: string, maxChars = 300): string {
  const [line = ''] = text.split('\n', 1);
  return JSON.stringify(truncateText(line, maxChars));
}
