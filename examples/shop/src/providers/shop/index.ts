import './resources/schema.js';
import './tools/create-customer.js';
import './tools/create-order.js';
import './tools/delete-customer.js';
import './tools/delete-order.js';
import './tools/get-country.js';
import './tools/get-customer.js';
import './tools/get-open-order.js';
import './tools/get-order.js';
import './tools/list-countries.js';
import './tools/list-customers.js';
import './tools/list-open-orders.js';
import './tools/list-orders.js';
import './tools/update-customer.js';
import './tools/update-order.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
