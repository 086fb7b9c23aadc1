/** A text with at most so many characters; what is cut off is marked. */
export function truncateText(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}

/** The first line of a platform's words, in quotes, so that they cannot pass for the server's own. */
export function quoteFirstLine(words: string, most = 300): string {
  const [line = ''] = words.split('\n', 1);
  return JSON.stringify(truncateText(line, most));
}
