import { button, element } from './dom.js';
import { formOf, textsOf } from './form.js';
import { Pages } from './pages.js';
import { label, setReader, textOf } from './values.js';
import { viewOf } from './view.js';

// The side of the view in MCP Apps (SEP-1865): JSON-RPC over postMessage. Nothing that is sent is secret.

const PROTOCOL = '2026-01-26';
/** Height of a view within a conversation, which has no scroll bar of its own. */
const MAX_HEIGHT = 500;
const CURSORS = ['next_cursor', 'nextCursor', 'next_page_token', 'nextPageToken'];
const CURSOR_ARGUMENTS = ['cursor', 'page_token', 'pageToken', 'next_cursor', 'after'];

const host = window.parent;
const { tool: ownTool, leads } = JSON.parse(document.getElementById('tool').textContent);
const view = document.getElementById('view');
const root = document.documentElement;
const pending = new Map();
let lastId = 0;
let capabilities = {};
let context = {};
let tool = ownTool;
let args = {};
let isShown = false;

const pages = new Pages(view, () =>
  context.displayMode === 'fullscreen' ? window.innerHeight : MAX_HEIGHT,
);
const post = (message) => host.postMessage({ jsonrpc: '2.0', ...message }, '*');

function request(method, params) {
  const id = ++lastId;
  post({ id, method, params });
  return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
}

const notifications = {
  'ui/notifications/tool-input': (params) => {
    if (!isShown) args = params.arguments ?? {};
  },
  // The view belongs to one call: later results are those of other calls.
  'ui/notifications/tool-result': (result) => {
    if (isShown) return;
    isShown = true;
    open(tool, args, result);
  },
  'ui/notifications/tool-cancelled': ({ reason }) => {
    if (!isShown) notice(`The call was cancelled${reason ? `: ${reason}` : '.'}`);
  },
  'ui/notifications/host-context-changed': (changed) => {
    applyContext({ ...context, ...changed });
    if (isShown) pages.show();
  },
};

window.addEventListener('message', ({ source, data }) => {
  if (source !== host || data?.jsonrpc !== '2.0') return;
  const { id, method, params = {}, result, error } = data;
  if (method === undefined) {
    const request = pending.get(id);
    pending.delete(id);
    if (error) request?.reject(new Error(error.message));
    else request?.resolve(result);
  } else if (id === undefined) {
    if (Object.hasOwn(notifications, method)) notifications[method](params);
  } else if (method === 'ping' || method === 'ui/resource-teardown') post({ id, result: {} });
  else post({ id, error: { code: -32601, message: 'Method not found' } });
});

const notice = (text) => view.replaceChildren(element('p', { role: 'status', class: 'dim' }, text));

/** Opens the page of a call's result. */
function open(of, callArgs, result) {
  const inputs = of.inputSchema?.properties ?? {};
  const canCall = capabilities.serverTools !== undefined && of.annotations?.readOnlyHint === true;
  const next = (nextArgs) => void call(of, nextArgs);
  const data = result.structuredContent;
  const cursorName = CURSOR_ARGUMENTS.find((name) => Object.hasOwn(inputs, name));
  const cursorMember = CURSORS.find(
    (name) => typeof data?.[name] === 'string' && data[name] !== '',
  );
  const isPage = canCall && cursorMember !== undefined && cursorName !== undefined;
  const options = {
    schema: of.outputSchema,
    drill: (row) => drill(of, row),
    onLink:
      capabilities.openLinks && ((url) => void request('ui/open-link', { url }).catch(() => {})),
    hidden: isPage && cursorMember,
    more: isPage && (() => next({ ...callArgs, [cursorName]: data[cursorMember] })),
  };
  const edit = () => {
    const form = formOf(of.inputSchema, textsOf(callArgs), next);
    pages.open(titleOf(of), () => form);
  };
  const draw = result.isError
    ? (size) =>
        element(
          'p',
          { role: 'alert', class: 'bad' },
          textOf((result.content ?? []).map(({ text = '' }) => text).join('\n'), size),
        )
    : viewOf(result, pages, options);
  const isForm = canCall && Object.keys(inputs).length > 0;
  pages.open(titleOf(of), draw, isForm ? [button('Change and run again', edit)] : []);
}

const titleOf = ({ title, name }) => title ?? label(name);

/** The call of a reading tool that a row leads to. In results of other tools, `id` is that of something else. */
function drill(from, row) {
  if (capabilities.serverTools === undefined) return undefined;
  const lead = leads.find(
    ({ name, member, type }) =>
      name !== from.name &&
      (from.name === ownTool.name || /[_A-Z]/.test(member)) &&
      Object.hasOwn(row, member) &&
      hasType(row[member], type),
  );
  if (!lead) return undefined;
  const { name, title, argument, member } = lead;
  const target = { name, title, annotations: { readOnlyHint: true } };
  return {
    title: `${title}: ${row[member]}`,
    run: () => void call(target, { [argument]: row[member] }),
  };
}

const hasType = (value, type) =>
  typeof value === (type === 'integer' ? 'number' : type) && value !== '';

async function call(target, callArgs) {
  view.setAttribute('aria-busy', 'true');
  try {
    const result = await request('tools/call', { name: target.name, arguments: callArgs });
    open(target, callArgs, result);
    const { content = [], structuredContent } = result;
    if (capabilities.updateModelContext)
      request('ui/update-model-context', { content, structuredContent }).catch(() => {});
  } catch ({ message }) {
    view.prepend(element('p', { role: 'alert', class: 'bad' }, message));
  }
  view.removeAttribute('aria-busy');
}

const COLORS = {
  '--text': '--color-text-primary',
  '--dim': '--color-text-secondary',
  '--line': '--color-border-primary',
  '--soft': '--color-background-secondary',
  '--focus': '--color-ring-primary',
};

/** Takes over what the host states about itself: theme, language, colors, and the whole definition of the tool. */
function applyContext(next) {
  context = next;
  const { theme, locale, styles, toolInfo, safeAreaInsets: insets } = context;
  setReader(context);
  if (typeof locale === 'string') {
    root.lang = locale;
    root.dir = /^(?:ar|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
  }
  if (toolInfo?.tool?.name === ownTool.name) tool = { ...ownTool, ...toolInfo.tool };
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  const variables = styles?.variables ?? {};
  const background = variables['--color-background-primary'];
  if (isColor(background)) applyBackground(background);
  for (const [own, name] of Object.entries(COLORS))
    if (isColor(variables[name])) root.style.setProperty(own, variables[name]);
  const font = variables['--font-sans'];
  if (typeof font === 'string' && CSS.supports('font-family', font))
    root.style.setProperty('--font', font);
  for (const side of ['top', 'right', 'bottom', 'left'])
    if (Number.isFinite(insets?.[side]))
      document.body.style.setProperty(`margin-${side}`, `${insets[side]}px`);
}

const isColor = (value) => typeof value === 'string' && CSS.supports('color', value);

/** A host can state a dark background and no theme: the text follows what is behind it. */
function applyBackground(color) {
  root.style.setProperty('--behind', color);
  const probe = element('i', { class: 'behind' });
  document.body.append(probe);
  const [red = 255, green = 255, blue = 255] =
    getComputedStyle(probe)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  probe.remove();
  root.dataset.theme = 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light';
}

let [lastHeight, lastWidth] = [0, 0];
new ResizeObserver(() => {
  const { width } = root.getBoundingClientRect();
  if (isShown && lastWidth !== 0 && width !== lastWidth) pages.show();
  else pages.fit();
  lastWidth = width;
  const rounded = Math.ceil(root.getBoundingClientRect().height);
  if (rounded === lastHeight) return;
  lastHeight = rounded;
  post({ method: 'ui/notifications/size-changed', params: { height: rounded } });
}).observe(root);
window.addEventListener('beforeprint', () => isShown && pages.show({ isWhole: true }));
window.addEventListener('afterprint', () => isShown && pages.show({ isWhole: false }));

notice('Waiting for the result…');
const answer = await request('ui/initialize', {
  protocolVersion: PROTOCOL,
  appInfo: { name: 'mcp-provider view', version: '1' },
  appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
}).catch(() => ({})); // the result can still be shown
capabilities = answer.hostCapabilities ?? {};
applyContext(answer.hostContext ?? {});
post({ method: 'ui/notifications/initialized', params: {} });
