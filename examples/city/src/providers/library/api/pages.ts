import { offsets } from 'mcp-provider/api';

export const page = offsets({
  items: 'items',
  total: 'total',
  parameter: 'offset',
  size: { parameter: 'limit', max: 50 },
});
