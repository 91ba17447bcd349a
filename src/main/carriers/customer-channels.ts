/**
 * The channels between the customer's window and the engine, apart from those of the till: its preload knows no other. One asks for
 * what is to be shown and hears of it, one answers a question.
 */
export const CUSTOMER_SHOW_CHANNEL = 'customer:show'
export const CUSTOMER_ANSWER_CHANNEL = 'customer:answer'
