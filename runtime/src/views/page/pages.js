import { button, element } from './dom.js';

/** As many parts as a page has at first; it has fewer where they do not fit. */
const MAX_SIZE = { items: 20, columns: 12 };
const MIN_ITEMS = 3;

/**
 * Pages of which the last is shown, with a button that leads back. A page is drawn with fewer columns while it is wider than its
 * box, and with fewer items while it is higher than `mostHeight` returns.
 */
export class Pages {
  #pages = [];
  #box;
  #mostHeight;

  constructor(box, mostHeight = () => Infinity) {
    this.#box = box;
    this.#mostHeight = mostHeight;
  }

  /** Shows a page. `draw` gets the size, and returns a node; `actions` are buttons below it. */
  open(title, draw, actions = []) {
    this.#pages.push({ title, draw, actions });
    this.show();
    if (this.#pages.length > 1) this.#box.querySelector('h1').focus();
  }

  show({ isWhole = false } = {}) {
    const { title, draw, actions } = this.#pages.at(-1);
    const size = { ...MAX_SIZE, width: this.#box.clientWidth };
    const paint = () => this.#paint(title, draw(size), actions);
    if (isWhole) size.items = Infinity;
    paint();
    while (this.#box.scrollWidth > this.#box.clientWidth && size.columns > 1) {
      size.columns -= 1;
      paint();
    }
    while (!isWhole && this.#height() > this.#mostHeight() && size.items > MIN_ITEMS) {
      size.items -= 1;
      paint();
    }
  }

  #height() {
    return document.documentElement.getBoundingClientRect().height;
  }

  #paint(title, node, actions) {
    const back = () => {
      this.#pages.pop();
      this.show();
      this.#box.querySelector('h1')?.focus();
    };
    const heading = title !== '' && element('h1', { tabindex: -1, dir: 'auto' }, title);
    const isFirst = this.#pages.length === 1;
    this.#box.replaceChildren(
      ...(heading || !isFirst
        ? [element('header', {}, !isFirst && button('← Back', back), heading)]
        : []),
      node,
      ...(actions.length > 0 ? [element('footer', {}, actions)] : []),
    );
  }
}
