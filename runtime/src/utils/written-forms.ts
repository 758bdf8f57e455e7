/** A value as texts of all sorts contain it: as it is, percent-encoded, and escaped in JSON. */
export function writtenForms(value: string): string[] {
  const encoded = encodeURIComponent(Buffer.from(value).toString()); // without halves of characters
  const escaped = JSON.stringify(value).slice(1, -1);
  return [
    value,
    encoded,
    encoded.replace(/%../g, (code) => code.toLowerCase()),
    escaped,
    escaped.replaceAll('/', '\\/'), // PHP
  ];
}
