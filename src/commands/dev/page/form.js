import { element, resolved } from './dom.js';

const INPUTS = { date: 'date', email: 'email', uri: 'url', time: 'time' };

/** A form of an input schema. What was typed in `draft`, by field, is kept over builds. */
export function formOf(schema, draft, onSubmit) {
  const required = schema.required ?? [];
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    fieldOf(name, resolved(property, schema), required.includes(name), draft),
  );
  const form = element(
    'form',
    { novalidate: true, submit },
    fields.map(({ node }) => node),
    element('button', { type: 'submit' }, 'Run'),
    ' ',
    element('small', {}, 'Ctrl+Enter'),
  );
  function submit(event) {
    event.preventDefault();
    const faulty = fields.filter((field) => !field.check());
    faulty[0]?.input.focus();
    if (faulty.length > 0) return;
    const values = fields.map(({ name, read }) => [name, read()]);
    onSubmit(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
  }
  return form;
}

function fieldOf(name, schema, isRequired, draft) {
  const id = `field-${name}`;
  const about = {
    id,
    name,
    'aria-required': isRequired,
    'aria-describedby': `${id}-about ${id}-fault`,
  };
  const { input, parse } = inputOf(schema, about, isRequired);
  input.value = draft[name] ?? '';
  // Only what was entered is sent: the default is shown, and left to the tool.
  if (schema.default !== undefined) input.placeholder = `Default: ${textOf(schema.default)}`;
  input.addEventListener('input', () => (draft[name] = input.value));
  const fault = element('p', { id: `${id}-fault`, class: 'bad', role: 'alert' });
  const read = () => (input.value === '' ? undefined : parse(input.value));
  function check() {
    fault.textContent = problem();
    input.setAttribute('aria-invalid', String(fault.textContent !== ''));
    return fault.textContent === '';
  }
  function problem() {
    if (!input.validity.valid) return input.validationMessage;
    if (input.value === '') return isRequired ? 'Enter a value.' : '';
    try {
      read();
      return '';
    } catch (error) {
      return error.message;
    }
  }
  const node = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, name, isRequired ? ' (required)' : ''),
    element('p', { id: `${id}-about`, class: 'dim' }, schema.description ?? ''),
    input,
    fault,
  );
  return { name, input, node, read, check };
}

/** The control of a field, and what makes its value of the text. */
function inputOf(schema, about, isRequired) {
  const { type, format, minimum: min, maximum: max, minLength, maxLength } = schema;
  const options = schema.enum ?? (type === 'boolean' ? [true, false] : undefined);
  if (options) {
    const choices = options.map((option) =>
      element('option', { value: String(option) }, String(option)),
    );
    const usual = schema.default === undefined ? '—' : `Default: ${schema.default}`;
    const none = element('option', { value: '' }, isRequired ? 'Choose…' : usual);
    const parse = (text) => options.find((option) => String(option) === text);
    return { input: element('select', about, none, choices), parse };
  }
  if (type === 'integer' || type === 'number') {
    const step = type === 'integer' ? 1 : 'any';
    return { input: element('input', { ...about, type: 'number', step, min, max }), parse: Number };
  }
  if (type === 'string') {
    const limits = { ...about, minlength: minLength, maxlength: maxLength };
    const isLong = (maxLength ?? 0) > 200;
    const input = isLong
      ? element('textarea', { ...limits, rows: 3 })
      : element('input', { ...limits, type: INPUTS[format] ?? 'text' });
    return { input, parse: (text) => text };
  }
  if (type === 'array' && schema.items?.type === 'string') {
    const input = element('textarea', { ...about, rows: 3, placeholder: 'One value per line' });
    return { input, parse: (text) => text.split('\n').filter(Boolean) };
  }
  return {
    input: element('textarea', { ...about, class: 'json', rows: 4, placeholder: 'JSON' }),
    parse: JSON.parse,
  };
}

function textOf(value) {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}
