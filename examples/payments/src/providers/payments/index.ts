import './tools/create-payment.js';
import './tools/export-payments.js';
import './tools/list-payments.js';
import './tools/refund-payment.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
