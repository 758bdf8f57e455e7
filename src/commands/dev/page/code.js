import { element } from './dom.js';

/** Text, or a value as JSON, with a button that copies it. */
export function code(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const copy = element(
    'button',
    {
      type: 'button',
      async click() {
        await navigator.clipboard.writeText(text);
        copy.textContent = 'Copied';
        setTimeout(() => (copy.textContent = 'Copy'), 2000);
      },
    },
    'Copy',
  );
  return element('div', { class: 'code' }, copy, element('pre', { tabindex: 0 }, text));
}
