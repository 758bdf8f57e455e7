import './send-message.js'

;[].forEach(() => undefined)
