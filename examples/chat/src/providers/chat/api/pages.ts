import { cursorPages } from 'mcp-provider/api';

export const page = cursorPages({ items: 'data', next: 'paging.next', parameter: 'cursor' });
