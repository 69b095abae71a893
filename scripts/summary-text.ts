const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** A job summary of the action as lines of text: one for each block and each row of a table. Links are left out. */
export function summaryText(html: string): string[] {
  return html
    .replace(/ ?<a [^>]*>[^<]*<\/a>/g, '')
    .replace(/<\/t[dh]><t[dh]>/g, ' | ')
    .replaceAll('<li>', '- ')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .split('\n')
    .filter((line) => line !== '');
}
