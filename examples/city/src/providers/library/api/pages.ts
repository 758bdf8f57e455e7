import { offsets } from 'mcp-provider/api';

export const page = offsets({
  items: 'items',
  parameter: 'offset',
  size: { parameter: 'limit', max: 50 },
});
