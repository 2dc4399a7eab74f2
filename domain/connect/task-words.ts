/** What agents read on a task in Amazon Connect, in both languages: the task does not know whose screen it is on. */

export const taskName = (callback: boolean): string =>
  callback ? "Müşteriyi geri arayın · Call the customer back" : "Müşteri talebi · Customer request";

export const taskDescription = "Ayrıntılar Omniline panelinde. · The details are in the Omniline panel.";
