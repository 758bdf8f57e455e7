/**
 * Returns the forms in which texts contain a value: unchanged, percent-encoded, as a field of a
 * form, and escaped in JSON.
 */
export function writtenForms(value: string): string[] {
  const text = Buffer.from(value).toString(); // without halves of characters
  const encoded = encodeURIComponent(text);
  const escapedText = JSON.stringify(value).slice(1, -1);
  const urlForms = [
    encoded,
    encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`), // RFC 3986
    new URLSearchParams([['', text]]).toString().slice(1),
  ];
  return [
    value,
    ...urlForms.flatMap((form) => [form, form.replace(/%../g, (code) => code.toLowerCase())]),
    escapedText,
    escapedText.replaceAll('/', '\\/'), // PHP
  ];
}
