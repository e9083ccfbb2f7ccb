#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a made-up spreadsheet of reviews, as an officer would export it.

    make_csv.py reviews COUNT [--seed N]   a wide CSV: COUNT reviews, six statements each
    make_csv.py lines COUNT [--seed N]     COUNT statements of one section, one a line

The same seed gives the same file. Everybody in it is made up.
"""
import argparse
import csv
import datetime
import random
import sys

FORENAMES = """Aaliyah Aaron Abdul Abigail Adam Adele Aidan Aisha Alana Albert Alfie Alina
Alisha Amara Amelia Amir Amy Anand Andrew Aneeka Anna Archie Arjun Arlo Asha Ashton Ayesha
Bailey Barnaby Beatrix Benjamin Bethan Bilal Blake Bobby Bradley Bronwen Caitlin Caleb
Callum Cameron Carys Charlotte Chloe Clara Connor Corey Courtney Daniel Danika Darcey Declan
Demi Dexter Dominic Edith Eleanor Elijah Eliza Ella Elliot Elsie Emily Emma Erin Esme Ethan
Evelyn Farah Fatima Felix Finlay Florence Freddie Freya Gabriel George Georgia Gethin Hamza
Hannah Harley Harriet Harvey Hasan Heidi Henry Holly Ibrahim Imogen Isaac Isabella Isla Jack
Jacob Jaden Jake James Jamila Jasmine Jasper Jayden Jessica Joel Jonah Joseph Joshua Jude
Kaden Kai Kamal Katie Keira Kian Kiera Kieran Kyle Lacey Layla Leah Leila Leo Lewis Liam
Libby Lily Logan Lola Louis Lucas Lucy Luke Lydia Mabel Maisie Marcus Martha Maryam Mason
Matilda Megan Mia Michael Millie Mohammed Molly Morgan Musa Nadia Nancy Naomi Nathan Neve
Niamh Nicole Noah Olivia Oscar Owen Paige Peter Phoebe Poppy Priya Rafael Rahim Rebecca Reece
Reuben Rhys Riley Robyn Roman Rory Rosie Ruby Ryan Saira Samuel Sanjay Sasha Scarlett Sean
Sebastian Shannon Sienna Simran Skye Sofia Stanley Summer Tahir Tamsin Tariq Thea Theo Thomas
Tia Tilly Toby Tyler Umar Vikram Violet William Willow Yasmin Yusuf Zachary Zainab Zara
Zoe""".split()

SURNAMES_A = """Ash Bar Beck Black Brad Bram Brier Brock Burn Cald Car Chad Clay Cold Cran
Crow Dal Den Dun East El Fair Farn Field Fother Gar Glen Green Hal Han Hart Hath Haw Hazel
Heath Hol Hunt Ing Kel Kirk Lang Lin Long Mar Mel Mid Mor Nor North Oak Old Pem Pen Pick Rad
Raven Red Ridge Rock Rush Sal Sand Shaw Sher Sit Stan Stock Sut Tatter Thorn Thur Under Wake
Wal War Wether Whit Win Wood Wor""".split()
SURNAMES_B = """bourne bridge brook burn bury by combe croft dale den don field ford gate
gill grave hall ham hurst land leigh ley low man mere more mont over ridge sall shaw side
stead stoke stone thorpe ton wall ward water well wick wood worth""".split()

SCHOOLS = """Fenwick Lodge School|Holly Bank School|Saltmarsh Academy|Kestrel Rise School
Oakmere Community School|St Aldhelm's School|The Wharf School|Larkfield Academy
Priory Meadow School|Bramble Hill School|Ashby Vale College|Thornmere College
Northgate Sixth Form|Riverside Further Education College|Stepping Stones Supported Internships
Cobden Street Pupil Referral Unit|Juniper House School|Merebrook High School
Eastcote Technical College|Wildwood Farm School""".replace("\n", "|").split("|")

NEEDS = ["SLD", "MLD", "ASD", "SEMH", "SLCN", "PD", "HI", "VI", "MSI", "PMLD", "SpLD"]
SPEAKERS = ["Young person", "Young person", "Parent", "School", "Family", "Social care"]
WAYS = ["Words", "Words", "Words", "AAC", "Signs", "Symbols", "Observation"]

# What fills the places in braces below.
SLOTS = {
    "staff": """my teaching assistant|the new tutor|my key worker|the job coach|my form teacher
the speech therapist|the transport escort|the sports coach|my social worker
the pastoral manager|the dinner lady|the head of sixth form|my link worker
the learning mentor|the physio|the support assistant|the careers adviser""",
    "place": """the allotment|the swimming pool|the library|the bike workshop|the youth centre
the common room|the leisure centre|the train station|the market|the animal sanctuary
the recording studio|the college canteen|the garden centre|the community cafe
the climbing wall|the skate park|the museum|the church hall|the corner shop|the sports hall
the bowling alley|the cinema|the beach|the town square|the play park|the stables""",
    "activity": """football|trampolining|cooking|swimming|drumming|horse riding|gardening|coding
photography|boxing|drama|baking bread|woodwork|choir|cycling|rugby|basketball|pottery|dance
film making|table tennis|fishing|model railways|knitting|chess|wheelchair basketball
street dance|animation|bird watching|karate|gymnastics|music technology|bell ringing""",
    "subject": """maths|English|science|food technology|art|history|computing|geography
motor vehicle|hair and beauty|bricklaying|animal care|childcare|business|media|construction
health and social care|catering|horticulture|travel and tourism|sport|performing arts""",
    "time": """every Monday|on Wednesdays|after lunch|in the mornings|at the end of term
before tests|at break|on Friday afternoons|twice a week|since September|since Easter
most days|some weekends|during the holidays|first thing|on the way home|for an hour a day
after half term|when it rains|whenever there is a supply teacher|at least once a week""",
    "feeling": """calm|worried|proud|left out|safe|tired|excited|angry|listened to|bored
anxious|welcome|rushed|confident|embarrassed|happy|lonely|trusted|ignored|brave|muddled""",
    "job": """a mechanic|a chef|a nursery worker|a game designer|a gardener|a bus driver
a zoo keeper|a paramedic|a hairdresser|a plumber|a librarian|a baker|a dog groomer|a DJ
a shop assistant|an electrician|a carer|a farmer|a teaching assistant|a postman|a builder
a photographer|a barista|a swimming teacher|a warehouse worker|an artist|a lorry driver""",
    "person": """my nan|my mum|my dad|my brother|my big sister|my cousin|my best mate
my girlfriend|my boyfriend|my friend from primary school|the lads at youth club|my uncle
my foster carer|my step dad|my neighbour|the people in my class|my grandad|my aunty""",
    "thing": """a tablet with symbols|a quiet desk by the window|a visual timetable
noise cancelling headphones|a laptop for writing|a now and next board|a time out card
a standing frame|a walking frame|large print worksheets|coloured overlays|a fidget toy
a radio aid|an electric chair|a shower seat|a ramp at the back door|a locker with a key
a reading pen|a checklist on the wall|a weighted blanket|a bus pass|a debit card""",
    "number": "two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty",
    "wait": """six weeks|three months|over a year|since last summer|eighteen months|a whole term
nearly two years|ten weeks|ages|half a year""",
}

WORKING = """I like {activity} at {place} {time}
{activity} with {person} is the best part of my week
I go to {place} with {person} {time} and it makes me {feeling}
I am getting better at {subject} because {staff} explains it again
{staff} listens to me and helps me when I feel {feeling}
I can make my own breakfast and I am learning to cook {number} different meals
Having {thing} helps me to join in {subject}
I get the bus to college on my own {time}
He has made {number} new friends at {place} and sees them {time}
She is {feeling} when {staff} is with her and settles within {number} minutes
I have {number} good friends and we go to {place}
My work placement at {place} is going well and they gave me more hours
{staff} comes round {time} and we practise {activity}
Having {thing} means he can tell us when he feels {feeling}
The small class of {number} suits me, it is quiet and I can think
I passed my {subject} exam and {person} was so proud
Travel training with {staff} means I can go to {place} by myself
She uses {thing} {time} and needs far less help than a year ago
I help {person} at {place} {time} and they pay me a bit
The medicine is working and I sleep better, I am not so {feeling} {time}
We had {number} short breaks and {person} got a rest
I choose what I wear and I look after my own money {time}
He smiles and vocalises during {activity} and reaches out for {staff}
I know who to go to if I feel {feeling}, that is {staff}
Hydrotherapy {time} keeps his legs loose and he loves the water""".split("\n")

NOT_WORKING = """The taxi is late {time} and I miss {subject}
We have waited {wait} for {thing} and nobody can say when it will come
I do not feel {feeling} at {place} because people stare
{staff} left and nobody told me, I felt {feeling} for weeks
There is nothing to do {time} apart from sit in my room
I am not allowed to go to {place} on my own even though I can
{subject} is too hard and goes too fast, I feel {feeling}
Some of the others call me names at {place} {time}
The speech therapy stopped and we have been on the list {wait}
I have no friends round where I live, {person} lives too far away
It is too noisy in {subject} and I cannot concentrate {time}
He is out of school {time} because there are not enough staff for {activity}
We have had {number} different social workers in {wait}
I want to do {activity} but the club at {place} does not take wheelchairs
Nobody asked me what I wanted, they just put me in {subject}
The bus to {place} does not run {time} so I cannot go
Her chair has been broken for {wait} and she is in pain
I do not know what happens when I am 18 and {person} is {feeling} about it
There is no changing place at {place}, so we have to come home after {number} minutes
My work experience at {place} was cancelled {number} times
Meetings use long words and I get {feeling} and stop listening
She has put on weight because there is no {activity} {time}
The dentist will not see him, we have been turned away {number} times in {wait}
I get {feeling} when plans change and {staff} does not tell me
I sleep badly and then I am too {feeling} for {subject} in the morning""".split("\n")

ASPIRATION = """I want to be {job}
I would like to live in my own flat near {person}
I want to get a paid job at {place} {time}
I would like to learn to drive and take {person} to {place}
I want a girlfriend and to go to {place} with her
To go on holiday with {person} for {number} days without my parents
I want to do {activity} {time} and be in a team
I would like to do a course in {subject} and then be {job}
He should live in a small house with {number} people that he likes and staff who know him
I want to travel on the train to see {person} by myself
To have {number} good friends and do {activity} with them {time}
I want to get married and have {number} children
To be {job}, maybe at {place} to start with
She would like more choice about {activity} and to use {thing} everywhere
I would like a supported internship at {place}
I want to cook for {person} and have people round {time}
To be healthy and go to {place} {time} so that I am less {feeling}
I want to manage my own money and have {thing}
I would like a dog and a garden and to grow vegetables for {person}
To stay at college for {number} years and pass {subject}
I want to help other people who feel {feeling}, like {staff} helped me
We hope that he will always have somebody near who understands how he shows he is {feeling}
I want to volunteer at {place} and then get paid for it
To go out in the evening with {person} and not have to be home by {number}
I would like to be on the youth panel and tell the council about {place}""".split("\n")

ENDINGS = ["", "", "", ".", ".", "!", " {time}", " with {person}", ", {person} says so too",
           " and I feel {feeling} about it", " near {place}", " as well as {activity}"]

HEADINGS = ["Pupil Ref", "UPN", "Surname", "Forename", "DOB", "Gender", "Primary need",
            "School", "NC Year", "In area (Y/N)", "Review due", "Review date", "YP attended",
            "What is working 1", "What is working 2", "What is not working 1",
            "What is not working 2", "Future 1", "Future 2", "Said by", "How"]

CHOICES = {slot: text.replace("\n", "|").split("|") for slot, text in SLOTS.items()}
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def fill(rng, text):
    """The text with every place in braces filled."""
    while "{" in text:
        before, rest = text.split("{", 1)
        slot, after = rest.split("}", 1)
        text = before + rng.choice(CHOICES[slot]) + after
    return text


def said(rng, templates):
    """One thing that somebody might say."""
    text = fill(rng, rng.choice(templates) + rng.choice(ENDINGS))
    return text[0].upper() + text[1:]


def two_said(rng, templates):
    """Two different things of the same section."""
    first = second = said(rng, templates)
    while second == first:
        second = said(rng, templates)
    return [first, second]


def upn(number):
    """A number whose check letter is right."""
    digits = f"998{number:09d}"
    total = sum(int(digit) * (place + 2) for place, digit in enumerate(digits))
    return CHECK_LETTERS[total % 23] + digits


def uk(day):
    return day.strftime("%d/%m/%Y")


def review(rng, number):
    """One row: a young person, their review, and what was said in it."""
    year_group = rng.randint(9, 14)
    born = datetime.date(2024 - 5 - year_group, 9, 1) + datetime.timedelta(rng.randrange(365))
    due = datetime.date(2024, 9, 2) + datetime.timedelta(rng.randrange(300))
    held = due + datetime.timedelta(rng.randrange(-10, 30))
    surname = rng.choice(SURNAMES_A) + rng.choice(SURNAMES_B)
    return [f"TH{100000 + number}", upn(number), surname, rng.choice(FORENAMES), uk(born),
            rng.choice("FM"), rng.choice(NEEDS), rng.choice(SCHOOLS), year_group,
            rng.choice("YYYYYN"), uk(due), uk(held), rng.choice("YYYN"),
            *two_said(rng, WORKING), *two_said(rng, NOT_WORKING), *two_said(rng, ASPIRATION),
            rng.choice(SPEAKERS), rng.choice(WAYS)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["reviews", "lines"])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=20240902)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    if asked.what == "lines":
        for _ in range(asked.count):
            print(said(rng, NOT_WORKING))
        return
    out = csv.writer(sys.stdout, lineterminator="\r\n")
    out.writerow(HEADINGS)
    for number in range(asked.count):
        out.writerow(review(rng, number))


if __name__ == "__main__":
    main()
