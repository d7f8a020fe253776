/** Open WhatsApp with a draft to the desk; nothing is sent until the person does. */
export const toDesk = (number: string, text: string): string =>
  `https://wa.me/${number}?text=${encodeURIComponent(text)}`;
