// Names as registers of English schools have them. Nobody real is meant.
export const firstNames: readonly string[] = (
  'Aaliyah Aaron Abigail Adam Aisha Alexander Alfie Alice Amara Amelia Amir Anya Archie Arjun Arthur Ava Ayesha Beatrix Benjamin Bronwen ' +
  'Callum Cerys Charlie Chidi Chloe Daisy Daniel Darcey David Dylan Edward Eilidh Elijah Eliza Ellie Elliot Emily Erin Ethan Evie ' +
  'Farah Finlay Florence Freddie Freya Gabriel George Grace Gwen Hamza Hannah Harper Harrison Harvey Hassan Holly Ibrahim Imogen Isaac Isla ' +
  'Ivy Jack Jacob Jasmine Jayden Joshua Kacper Kai Keira Khadija Kofi Lachlan Leah Leo Lily Logan Lola Lucas Lucy Maisie Maja Marcus Mariam ' +
  'Matilda Maya Megan Michael Mohammed Molly Muhammad Nathan Niamh Noah Oliver Olivia Omar Oscar Phoebe Poppy Priya Rafferty Reuben Rhys Riley ' +
  'Robyn Rohan Rory Rosie Ruby Ryan Samuel Sanjay Saoirse Sebastian Sienna Simran Sofia Sophie Stanley Summer Tariq Teddy Temi Theo Thomas Tia ' +
  'Toby Tyler Victoria Wiktoria William Willow Yasmin Yusuf Zainab Zachary Zara Zofia'
).split(' ');

export const lastNames: readonly string[] = (
  'Adams Adeyemi Ahmed Akhtar Ali Allen Anderson Bailey Baker Begum Bell Bennett Bhatt Brown Butler Campbell Carter Chan Chapman Chowdhury ' +
  'Clark Clarke Collins Cook Cooper Cox Davies Davis Dixon Edwards Ellis Evans Fernandes Fisher Foster Gill Graham Grant Gray Green Griffiths ' +
  'Hall Harris Harrison Harvey Hill Holmes Hughes Hunt Hussain Iqbal Islam Jackson James Jenkins Johnson Jones Kamara Kaur Kelly Khan King ' +
  'Knight Kowalska Kowalski Lee Lewis Lloyd Macdonald Malik Marshall Martin Mason Matthews Mensah Miah Miller Mills Mitchell Moore Morgan Morris ' +
  'Murphy Murray Nguyen Nowak Obi Okafor Okoye Osei Owen Palmer Parker Patel Phillips Popescu Powell Price Rahman Reid Richards Richardson Roberts ' +
  'Robertson Robinson Rogers Rose Russell Ryan Scott Shah Sharma Shaw Silva Simpson Singh Smith Stevens Stewart Taylor Thomas Thompson Turner Uddin ' +
  'Walker Walsh Ward Watson Webb White Wilkinson Williams Wilson Wong Wood Wright Young Zhang'
).split(' ');

/** Staff: name, what they do, their account's role, and the classes they teach. */
export const staff: readonly {
  readonly name: string;
  readonly title: string;
  readonly role: StaffRole | null;
  readonly teaches: readonly string[];
}[] = [
  { name: 'Margaret Ashworth', title: 'Headteacher', role: 'head', teaches: [] },
  { name: 'Imran Shah', title: 'Designated safeguarding lead', role: 'safeguarding-lead', teaches: ['13a'] },
  { name: 'Carys Lewis', title: 'Deputy head', role: 'committee', teaches: ['11a'] },
  { name: 'Daniel Osei', title: 'Head of computing', role: 'committee', teaches: ['10b', '11b', '12a'] },
  { name: 'Helen Fairbairn', title: 'Librarian', role: 'committee', teaches: [] },
  { name: 'Sam Fox', title: 'Network manager', role: 'technician', teaches: [] },
  { name: 'Ada Okafor', title: 'Mathematics', role: 'teacher', teaches: ['8b', '9a', '10c', '11b'] },
  { name: 'Tomasz Wilk', title: 'Mathematics', role: 'teacher', teaches: ['7a', '7b', '9c', '12b'] },
  { name: 'Joanne Pritchard', title: 'English', role: 'teacher', teaches: ['7c', '8a', '10a', '11c'] },
  { name: 'Nikhil Rao', title: 'Chemistry', role: 'teacher', teaches: ['9a', '9b', '10b', '13b'] },
  { name: 'Fiona MacLeod', title: 'Biology', role: 'teacher', teaches: ['8c', '9c', '11a', '12a'] },
  { name: 'Peter Hallam', title: 'History', role: 'teacher', teaches: ['7b', '8b', '10a', '11a'] },
  { name: 'Leila Haddad', title: 'French and Spanish', role: 'teacher', teaches: ['7a', '8a', '9b', '10c'] },
  { name: 'Gareth Pugh', title: 'Geography', role: 'teacher', teaches: ['7c', '8c', '9b', '11c'] },
  { name: 'Rosa Delgado', title: 'Art and design', role: 'teacher', teaches: ['7b', '9c', '10a'] },
  { name: 'Kwame Boateng', title: 'Physics', role: 'teacher', teaches: ['8a', '10b', '11b', '13a'] },
  { name: 'Ruth Abrahams', title: 'Religious education', role: null, teaches: ['8b', '9a', '11c'] },
  { name: 'Stephen Garside', title: 'Physical education', role: null, teaches: ['7a', '7c', '10c'] },
  { name: 'Mei Lin Foster', title: 'Music', role: null, teaches: ['8c', '9b', '12b'] },
  { name: 'Aoife Brennan', title: 'Drama', role: null, teaches: ['7b', '8a', '13b'] },
];
type StaffRole = 'head' | 'safeguarding-lead' | 'committee' | 'technician' | 'teacher';

/** People who use the dashboard and are not on the roster. */
export const outsiders: readonly {
  readonly id: string;
  readonly name: string;
  readonly role: 'administrator' | 'governor' | 'authority';
}[] = [
  { id: 'administrator', name: 'Alex Morley', role: 'administrator' },
  { id: 'governor', name: 'Gail Whitcombe', role: 'governor' },
  { id: 'authority', name: 'Bernard Thistle', role: 'authority' },
];
