"""What is told to people and programs: values out of the queries, put into words, trees and JSON."""
